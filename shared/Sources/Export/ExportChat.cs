namespace Collector.Sources.Export;

/// <summary>One chat of an export, and where in the file its messages are.</summary>
sealed record ExportChat
{
    public required long Id { get; init; }

    /// <summary>The history from before the group became a supergroup; its ids are the file's plus 1,000,000,000.</summary>
    public bool Migrated { get; init; }

    public required string Title { get; init; }

    public required string Kind { get; init; }

    /// <summary>Anybody finds it, by its handle.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Highest id first.</summary>
    public required Block[] Blocks { get; init; }

    /// <summary>False when messages may be missing from the file although they exist.</summary>
    public required bool ProvesAbsence { get; init; }

    /// <summary>It may lack messages, with no sign of it.</summary>
    public bool Partial { get; init; }

    /// <summary>It seems to be one topic of a forum.</summary>
    public bool IsTopic { get; init; }

    public string? Problem { get; init; }

    public long? TelegramId => Migrated ? null : Id;

    public int Messages => Blocks.Sum(block => block.Count);

    public int First => Blocks.Length == 0 ? 1 : Blocks.Min(block => block.Min);

    public int Top => Blocks.Length == 0 ? 0 : Blocks[0].Max;
}
