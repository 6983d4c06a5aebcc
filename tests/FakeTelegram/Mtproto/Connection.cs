using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Collector.FakeTelegram.Rpc;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>One client's connection: what arrives is understood, checked and answered.</summary>
sealed class Connection : IDisposable
{
    const int TooOld = 16, TooNew = 17, NotDivisible = 18, EvenExpected = 34, OddExpected = 35, WrongSalt = 48;
    const int UnknownKey = 404;

    static readonly TimeSpan Past = TimeSpan.FromSeconds(300), Future = TimeSpan.FromSeconds(30);

    readonly Wire wire;
    readonly Sender sender;
    readonly DataCenter home;
    readonly Engine engine;
    readonly KeyExchange exchange;
    readonly CancellationTokenSource closing = new();
    readonly ITimer silence;

    public Connection(Socket socket, DataCenter home, Engine engine)
    {
        (wire, this.home, this.engine) = (new(socket), home, engine);
        sender = new(wire, home, engine, closing.Token);
        exchange = new(engine.ServerKey, engine.Clock);
        silence = engine.Time.CreateTimer(_ => Close(reset: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IPEndPoint Remote => wire.Remote;

    public long Sent => wire.Sent;

    public bool IsOpen => wire.IsOpen;

    /// <summary>For files only, beside the same client's first connection.</summary>
    public bool IsMedia => wire.Dc < 0;

    /// <summary>The key it was last used with.</summary>
    public AuthKey? Key { get; private set; }

    public async Task RunAsync()
    {
        try
        {
            if (await wire.OpenAsync(closing.Token))
                while (await wire.ReadAsync(closing.Token) is { } frame && await ReceiveAsync(frame))
                {
                }
        }
        catch (Exception e) when (IsClosed(e))
        {
        }
        finally
        {
            Key?.Leave(this);
        }
    }

    public void Close(bool reset)
    {
        lock (closing)
        {
            if (closing.IsCancellationRequested)
                return;
            wire.Close(reset);
            silence.Dispose();
            closing.Cancel();
        }
    }

    public void Dispose()
    {
        Close(reset: false);
        wire.Dispose();
        silence.Dispose();
        closing.Dispose();
    }

    static bool IsClosed(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidDataException;

    async Task<bool> ReceiveAsync(ArraySegment<byte> frame)
    {
        if (home.IsStalled || frame.Count < 20)
            return true;
        var keyId = BinaryPrimitives.ReadInt64LittleEndian(frame);
        if (keyId == 0)
            return await ExchangeAsync(frame[20..]);
        if (home.Key(keyId) is not { } key || Packet.Decrypt(key, frame) is not { Count: > 0 } text)
        {
            await sender.RefuseAsync(UnknownKey);
            return false;
        }

        if (Key != key)
        {
            Key?.Leave(this);
            Key = key;
            engine.Conflicts.Check(key, home.Id, this);
        }

        var session = key.Session(BinaryPrimitives.ReadInt64LittleEndian(text[8..16]));
        var message = new Incoming(
            BinaryPrimitives.ReadInt64LittleEndian(text[16..24]),
            BinaryPrimitives.ReadInt32LittleEndian(text[24..28]),
            text.Slice(Packet.InnerHead, BinaryPrimitives.ReadInt32LittleEndian(text[28..32])));
        if (Mistake(message.Id) is { } mistake)
            await sender.NotifyAsync(key, session, new BadMsgNotification { bad_msg_id = message.Id, bad_msg_seqno = message.Number, error_code = mistake });
        else if (!key.Salts.Accepts(BinaryPrimitives.ReadInt64LittleEndian(text[..8]), engine.Clock.Now))
            await sender.NotifyAsync(key, session, new BadServerSalt
            {
                bad_msg_id = message.Id,
                bad_msg_seqno = message.Number,
                error_code = WrongSalt,
                new_server_salt = key.Salts.Current(engine.Clock.Now),
            });
        else
        {
            var messages = TlReader.Messages(message.Id, message.Number, message.Body);
            if (!session.IsWelcome)
                await sender.WelcomeAsync(key, session, messages);
            session.IsWelcome = true;
            foreach (var one in messages)
                await HandleAsync(key, session, one);
        }

        return true;
    }

    async Task<bool> ExchangeAsync(ArraySegment<byte> body)
    {
        if (TlReader.Read(body) is not { } request || exchange.Answer(request, engine.Faults.SpoilsKeyExchange) is not { } answer)
        {
            await sender.RefuseAsync(UnknownKey);
            return false;
        }

        if (exchange.Key is { } key)
            home.Add(key);
        await sender.SendPlainAsync(answer);
        return true;
    }

    int? Mistake(long messageId) => (ServerClock.TimeOf(messageId) - engine.Clock.Now) switch
    {
        _ when (messageId & 3) != 0 => NotDivisible,
        var ahead when ahead > Future => TooNew,
        var ahead when ahead < -Past => TooOld,
        _ => null,
    };

    async Task HandleAsync(AuthKey key, Session session, Incoming message)
    {
        var body = TlReader.Read(message.Body);
        var isService = body is MsgsAck or MsgsStateReq or HttpWait;
        if (message.IsContent == isService)
        {
            var expected = message.IsContent ? EvenExpected : OddExpected;
            await sender.NotifyAsync(key, session, new BadMsgNotification { bad_msg_id = message.Id, bad_msg_seqno = message.Number, error_code = expected });
            return;
        }

        switch (body)
        {
            case MsgsAck or MsgsStateReq or HttpWait:
                break;
            case Ping ping:
                await sender.NotifyAsync(key, session, new Pong { msg_id = message.Id, ping_id = ping.ping_id });
                break;
            case PingDelayDisconnect ping:
                silence.Change(TimeSpan.FromSeconds(ping.disconnect_delay), Timeout.InfiniteTimeSpan);
                await sender.NotifyAsync(key, session, new Pong { msg_id = message.Id, ping_id = ping.ping_id });
                break;
            case GetFutureSalts wanted:
                var salts = key.Salts.Future(Math.Clamp(wanted.num, 1, 64), engine.Clock.Now);
                await sender.NotifyAsync(key, session, new FutureSalts { req_msg_id = message.Id, now = engine.Clock.Now.UtcDateTime, salts = salts });
                break;
            default:
                // Without waiting: calls in flight do not wait for each other.
                _ = AnswerAsync(key, session, message.Id, body);
                break;
        }
    }

    async Task AnswerAsync(AuthKey key, Session session, long messageId, IObject? query)
    {
        try
        {
            var result = await engine.Calls.AnswerAsync(new(query, key, home), closing.Token);
            await sender.AnswerAsync(key, session, messageId, result);
        }
        catch (Exception e) when (IsClosed(e))
        {
        }
    }
}
