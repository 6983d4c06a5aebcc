using Collector.Media;

namespace Collector.Cli.Exporting;

/// <summary>Copies the images that messages show, each once, under the names that they have in the image store.</summary>
sealed class ImageCopies(ImageStore store, string folder)
{
    public int Copied { get; private set; }

    /// <summary>Images that are stored, and whose file is not there.</summary>
    public int Missing { get; private set; }

    public void Add(string path)
    {
        var copy = Path.Combine(folder, path);
        if (File.Exists(copy))
            return;
        if (store.PathOf(path) is not { } stored || !File.Exists(stored))
        {
            Missing++;
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(stored, copy);
        Copied++;
    }
}
