using System.Reflection;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>What is not kept: it expires, is a right of one account, or says what one account did or saw.</summary>
static class Omitted
{
    static readonly HashSet<string> Members = ["access_hash", "file_reference", "chosen_order", "read_max_id", "replies_pts", "sent_reaction", "privacy"];
    static readonly HashSet<string> Flags = ["out_", "mentioned", "media_unread", "unread", "my", "min", "chosen", "can_see_list", "can_view_stats", "saved_out"];

    public static bool IsMember(FieldInfo field) => Members.Contains(field.Name);

    // A poll's creator is "you"; of other things it is a fact.
    public static bool IsFlag(FieldInfo flag) => Flags.Contains(flag.Name) || (flag.Name == nameof(Poll.Flags.creator) && flag.DeclaringType == typeof(Poll.Flags));
}
