namespace Collector.Sources.Export;

static class RealPath
{
    const int MaxLinks = 40;

    /// <summary>Where an absolute path leads when every symbolic link in it is followed.</summary>
    /// <returns>Null when the links go in a circle.</returns>
    public static string? Of(string path)
    {
        var real = Root(path);
        var rest = new Stack<string>();
        Push(rest, path);
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MaxLinks)
                return null;
            if (Path.IsPathRooted(target))
                real = Root(target);
            Push(rest, target);
        }
        return real;
    }

    static string Root(string path) => Path.GetPathRoot(path) ?? "/";

    static void Push(Stack<string> rest, string path)
    {
        foreach (var part in path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            rest.Push(part);
    }
}
