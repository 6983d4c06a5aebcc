namespace Collector.Dashboard.Access;

enum PasswordAnswer
{
    Right,
    Wrong,

    /// <summary>There were too many wrong ones: this one was not compared.</summary>
    TooMany,
}
