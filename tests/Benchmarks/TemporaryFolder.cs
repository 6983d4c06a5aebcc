namespace Collector.Benchmarks;

sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("collector-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
