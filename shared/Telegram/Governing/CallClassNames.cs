namespace Collector.Telegram.Governing;

static class CallClassNames
{
    public static readonly IReadOnlyList<CallClass> All = Enum.GetValues<CallClass>();

    /// <summary>As in the table.</summary>
    public static string Name(this CallClass callClass) => callClass switch
    {
        CallClass.History => "history",
        CallClass.Messages => "messages",
        CallClass.Resolve => "resolve",
        CallClass.Files => "files",
        _ => "other",
    };
}
