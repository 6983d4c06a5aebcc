using System.Collections.Concurrent;
using System.IO.Compression;
using Collector.FakeTelegram.Rpc;
using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>Sends what the server has to say on one connection.</summary>
sealed class Sender(Wire wire, DataCenter home, Engine engine, CancellationToken closing)
{
    static readonly ConcurrentBag<Outgoing> Spare = [];

    /// <summary>Says that the frame was not understood.</summary>
    public Task RefuseAsync(int code) => wire.SendAsync(Outgoing.TransportError(code), closing);

    public Task SendPlainAsync(IObject answer) => UseAsync(outgoing => outgoing.Plain(engine.Clock.NextMessageId(isAnswer: true), answer));

    public Task AnswerAsync(AuthKey key, Session session, long messageId, object result) =>
        SendAsync(key, session, isAnswer: true, isContent: true, writer => WriteResult(writer, messageId, result));

    /// <summary>What needs no acknowledgement.</summary>
    public Task NotifyAsync(AuthKey key, Session session, IObject notification) =>
        SendAsync(key, session, isAnswer: true, isContent: false, notification.WriteTL);

    /// <summary>Tells of a session that is new to the server.</summary>
    public Task WelcomeAsync(AuthKey key, Session session, IReadOnlyList<Incoming> messages) => SendContainerAsync(
        key,
        session,
        new NewSessionCreated { first_msg_id = messages[0].Id, unique_id = Random.Shared.NextInt64(), server_salt = key.Salts.Current(engine.Clock.Now) },
        new MsgsAck { msg_ids = [.. messages.Where(message => message.IsContent).Select(message => message.Id)] });

    void WriteResult(BinaryWriter writer, long messageId, object result)
    {
        const int head = 12;
        var answer = new RpcResult { req_msg_id = messageId, result = result };
        if (engine.Faults.GzipFrom is not { } least)
        {
            answer.WriteTL(writer);
            return;
        }

        var plain = answer.ToBytes();
        if (plain.Length - head < least)
        {
            writer.Write(plain);
            return;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain, head, plain.Length - head);
        new RpcResult { req_msg_id = messageId, result = new GzipPacked { packed_data = packed.ToArray() } }.WriteTL(writer);
    }

    Task SendContainerAsync(AuthKey key, Session session, params IObject[] bodies) => SendAsync(key, session, isAnswer: false, isContent: false, writer =>
    {
        const uint container = 0x73f1f8dc;
        writer.Write(container);
        writer.Write(bodies.Length);
        foreach (var body in bodies)
        {
            var bytes = body.ToBytes();
            writer.Write(engine.Clock.NextMessageId(isAnswer: false));
            writer.Write(session.NextNumber(isContent: body is not MsgsAck));
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    });

    Task SendAsync(AuthKey key, Session session, bool isAnswer, bool isContent, Action<BinaryWriter> body) => UseAsync(outgoing =>
        outgoing.Encrypted(
            key,
            session,
            key.Salts.Current(engine.Clock.Now),
            engine.Clock.NextMessageId(isAnswer),
            session.NextNumber(isContent),
            body));

    async Task UseAsync(Func<Outgoing, Memory<byte>> build)
    {
        if (home.IsStalled)
            return;
        if (!Spare.TryTake(out var outgoing))
            outgoing = new();
        await wire.SendAsync(build(outgoing), closing);
        Spare.Add(outgoing);
    }
}
