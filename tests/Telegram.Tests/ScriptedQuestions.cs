using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;

namespace Collector.Telegram.Tests;

/// <summary>Answers as written down, and notes what was asked.</summary>
sealed class ScriptedQuestions(FakeAccount account) : ILoginQuestions
{
    readonly List<string> asked = [];

    public int Attempts { get; init; } = 3;

    /// <summary>The last one for ever.</summary>
    public Queue<string> Codes { get; init; } = new([account.Code]);

    /// <inheritdoc cref="Codes"/>
    public Queue<string> Passwords { get; init; } = new([account.Password ?? ""]);

    public IReadOnlyList<string> Asked => asked;

    public string Phone()
    {
        asked.Add("phone");
        return account.Phone;
    }

    public string Code(string sentBy, bool again)
    {
        asked.Add(again ? "code again" : $"code {sentBy}");
        return Next(Codes);
    }

    public string Password(string? hint, bool again)
    {
        asked.Add(again ? "password again" : $"password {hint}");
        return Next(Passwords);
    }

    static string Next(Queue<string> answers) => answers.Count > 1 ? answers.Dequeue() : answers.Peek();
}
