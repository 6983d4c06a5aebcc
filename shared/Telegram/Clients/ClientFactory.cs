using System.Globalization;
using System.Net.Sockets;
using Collector.Contracts;
using Collector.Telegram.Accounts;
using Microsoft.Extensions.Options;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>Makes clients of Telegram with what they must not be left to decide by themselves: waits, reconnects, questions.</summary>
public sealed class ClientFactory
{
    const int LongestPing = 60;
    const string ServerAddress = "server_address";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly TelegramOptions options;
    readonly int pingSeconds;
    readonly Uri? proxy;

    /// <exception cref="PermanentException">A setting is missing; the message names it.</exception>
    public ClientFactory(IOptions<TelegramOptions> options, LeaseOptions leases)
    {
        this.options = options.Value;
        // Telegram drops a connection that pings no more after 5/4 of it; that must come before a successor may start.
        pingSeconds = Math.Clamp((int)(leases.Margin.TotalSeconds * 3 / 4), 1, LongestPing);
        if (this.options.ApiId is null || this.options.ApiHash is null)
            throw new PermanentException("TELEGRAM_API_ID and TELEGRAM_API_HASH are not set: make your own at https://my.telegram.org/apps; Telegram's terms ask it of every program.");
        if (this.options.Proxy is { } address && !Uri.TryCreate(address, UriKind.Absolute, out proxy))
            throw new PermanentException("TELEGRAM_PROXY must look like socks5://user:password@host:port, with %40 for an @ in the password and so on.");
        if (this.options.ServerKey is { } key)
            Encryption.LoadPublicKey(File.Exists(key) ? File.ReadAllText(key) : throw new PermanentException($"TELEGRAM_SERVER_KEY: there is no file {key}."));
    }

    /// <summary>A client that is not connected yet.</summary>
    /// <param name="session">What <paramref name="save"/> was given last; null for a new login.</param>
    /// <param name="save">Called under a lock of the client's: it must not wait.</param>
    /// <param name="mayConnect">Asked before each connection; throws when there must be none.</param>
    /// <param name="answer">Answers <c>phone_number</c>, <c>verification_code</c> and <c>password</c> while logging in; null never logs in.</param>
    /// <exception cref="PermanentException">The session was made with another TELEGRAM_API_HASH.</exception>
    public Client Create(byte[]? session, Action<byte[]> save, Action mayConnect, Func<string, string>? answer = null)
    {
        try
        {
            Client? made = null;
            // Asked again when no address of a data center answers: to go to another instead would take that one's session for it, the account's own first.
            string? Configure(string what) => what == ServerAddress && made?.User is not null ? throw new IOException("no address of the data center answers") : Answer(what, answer);
            return made = new(Configure, session, save)
            {
                TcpHandler = (host, port) => ConnectAsync(host, port, mayConnect),
                PingInterval = pingSeconds,
                // Both count or wait where nobody sees it: calls pass a gate of ours, and connections are renewed by us.
                FloodRetryThreshold = 0,
                MaxAutoReconnects = int.MaxValue,
            };
        }
        catch (WTException unreadable) when (session is not null)
        {
            throw new PermanentException("The stored session cannot be read with this TELEGRAM_API_HASH: set the former one, or log in again.", unreadable);
        }
    }

    /// <summary>Whether a client could be made of the session.</summary>
    public bool Loads(byte[] session)
    {
        try
        {
            Create(session, _ => { }, () => { });
            return true;
        }
        catch (PermanentException)
        {
            return false;
        }
    }

    string? Answer(string what, Func<string, string>? answer) => what switch
    {
        "api_id" => options.ApiId!.Value.ToString(CultureInfo.InvariantCulture),
        "api_hash" => options.ApiHash,
        ServerAddress => options.Server,
        "device_model" => "Collector",
        "app_version" => typeof(ClientFactory).Assembly.GetName().Version?.ToString(3),
        "system_lang_code" or "lang_code" => "en",
        // Whoever the session belongs to: otherwise a kept one is asked for its phone number.
        "user_id" => "-1",
        // The library would read them from the console.
        "phone_number" or "verification_code" or "password" or "email" or "email_verification_code" or "first_name" or "last_name" =>
            answer?.Invoke(what) ?? throw new LoggedOutException("Telegram asks for a new login."),
        _ => null,
    };

    async Task<TcpClient> ConnectAsync(string host, int port, Action mayConnect)
    {
        mayConnect();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var connected = proxy is null ? await ConnectAsync(host, port, patience.Token) : await new Socks5(proxy).ConnectAsync(host, port, patience.Token);
            mayConnect();
            return connected;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Only after such an exception the library tries the data center's other addresses.
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    static async Task<TcpClient> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var connected = new TcpClient { NoDelay = true };
        try
        {
            await connected.ConnectAsync(host, port, cancellationToken);
            return connected;
        }
        catch
        {
            connected.Dispose();
            throw;
        }
    }
}
