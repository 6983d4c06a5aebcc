namespace Collector.Telegram.Clients;

/// <summary>Telegram does not accept the session any more: it was logged out, revoked or used twice, or its account is banned or frozen.</summary>
/// <param name="message">Telegram's reason, for people.</param>
/// <param name="state">What becomes of the account: <c>logged_out</c>, <c>banned</c> or <c>paused</c>.</param>
public sealed class LoggedOutException(string message, string state = "logged_out") : Exception(message)
{
    public string State => state;
}
