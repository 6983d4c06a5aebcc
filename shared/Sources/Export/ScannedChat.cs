namespace Collector.Sources.Export;

/// <summary>A chat as the first pass meets it, before all of its members are known.</summary>
sealed class ScannedChat
{
    // Exports from before 2021 shift the ids of channels and groups by 2 to the power of 33.
    const long OldShift = 1L << 33;

    public long? Id { get; set; }

    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Its messages carry <c>date_unixtime</c>, which those of old exports do not.</summary>
    public bool NewLayout { get; set; }

    /// <summary>Topics of a forum that begin in it.</summary>
    public int Topics { get; set; }

    public BlockList Messages { get; } = new();

    public BlockList Migrated { get; } = new();

    public string? LastId { get; private set; }

    int posts;
    int beginnings;
    int invalid;
    int negative;
    int unreadable;
    string? firstInvalid;
    string? firstNegative;

    public bool IsCollected => Kind is not null;

    public string Title => string.IsNullOrWhiteSpace(Name) ? $"{Kind} {BareId}" : Name;

    public long BareId => !NewLayout && Id is >= OldShift and < OldShift + (1L << 32) ? Id.Value - OldShift : Id ?? 0;

    string? Kind => Type switch
    {
        "public_channel" or "private_channel" => "channel",
        "public_supergroup" or "private_supergroup" => "supergroup",
        _ => null,
    };

    /// <param name="id">Null when it is not a whole number.</param>
    /// <param name="text">The id as it stands in the file.</param>
    public void Add(long? id, string? text, long offset, int length)
    {
        if (id is { } number && MessageIds.Of(number, migrated: false) is { } own)
            Messages.Add(own, offset, length);
        else if (id is { } shifted && MessageIds.Of(shifted, migrated: true) is { } old)
        {
            Migrated.Add(old, offset, length);
            negative++;
            firstNegative ??= text;
        }
        else
        {
            invalid++;
            firstInvalid ??= text ?? "no id";
            unreadable += id is null ? 1 : 0;
            return;
        }
        LastId = text;
    }

    public void Count(bool isService, bool isReply)
    {
        posts += isService ? 0 : 1;
        beginnings += isService || isReply ? 0 : 1;
    }

    public void Close()
    {
        Messages.Close();
        Migrated.Close();
    }

    /// <param name="path">The file, for the problem's line.</param>
    /// <param name="broken">Where the file is broken, when it breaks inside this chat.</param>
    /// <param name="partial">It may lack messages, with no sign of it.</param>
    public IEnumerable<ExportChat> Finish(string path, string? broken, bool partial)
    {
        var supergroup = Kind == "supergroup";
        // What is behind the break of an unsorted file may have any id.
        // One topic of a forum is exported as if it were the group; only in a topic everything answers to its beginning.
        var isTopic = supergroup && negative == 0 && posts > 2 && beginnings <= 1 && Topics <= 1;
        partial |= isTopic;
        var proves = !partial && unreadable == 0 && (broken is null || Messages.Ascending);
        yield return Chat(Messages, Kind!, migrated: false, proves, Problem(path, broken, supergroup)) with { Partial = partial, IsTopic = isTopic };
        if (supergroup && negative > 0)
            yield return Chat(Migrated, "basic_group", migrated: true, provesAbsence: false, broken) with { Partial = partial };
    }

    ExportChat Chat(BlockList list, string kind, bool migrated, bool provesAbsence, string? problem) => new()
    {
        Id = BareId,
        Title = Title,
        Kind = kind,
        IsPublic = Type is "public_channel" or "public_supergroup",
        Migrated = migrated,
        Blocks = [.. list.Blocks.OrderByDescending(block => block.Max)],
        ProvesAbsence = provesAbsence,
        Problem = problem,
    };

    string? Problem(string path, string? broken, bool supergroup)
    {
        var (count, first) = supergroup ? (invalid, firstInvalid) : (invalid + negative, firstInvalid ?? firstNegative);
        var skipped = count == 0 ? null : $"{path}: {count} {(count == 1 ? "message without a valid id was" : "messages without a valid id were")} skipped, first: {first}";
        return broken is null || skipped is null ? broken ?? skipped : $"{broken} {skipped}";
    }
}
