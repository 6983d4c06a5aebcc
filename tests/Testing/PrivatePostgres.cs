namespace Collector.Testing;

/// <summary>A PostgreSQL server that a test may stop and kill; its database <c>collector</c> is empty.</summary>
public sealed class PrivatePostgres() : PrivateServer("postgres")
{
    public string ConnectionString { get; private set; } = "";

    protected override void Started(IReadOnlyDictionary<string, string> settings) => ConnectionString = settings["TEST_POSTGRES"] + ";Database=collector";
}
