using System.Globalization;
using System.Runtime.InteropServices;
using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;

// For demonstrations: Collector.FakeTelegram KEY.pem [PORT]
if (args is not ([_] or [_, _]) || !int.TryParse(args.ElementAtOrDefault(1) ?? "0", CultureInfo.InvariantCulture, out var port))
{
    Console.Error.WriteLine("Usage: Collector.FakeTelegram FILE [PORT]   FILE gets the public key; PORT is the first of ten, else free ones are taken.");
    return 2;
}

var world = Demo.World();
await using var server = await FakeTelegramServer.StartAsync(world, new() { Port = port });
await File.WriteAllTextAsync(args[0], FakeTelegramServer.PublicKeyPem);
foreach (var account in world.Accounts)
    Console.WriteLine($"phone +{account.Phone}, code {account.Code}{(account.Password is null ? "" : $", password {account.Password}")}");
foreach (var chat in world.Chats)
    Console.WriteLine($"{(chat.Username is null ? $"https://t.me/+{chat.InviteHash}" : $"@{chat.Username}")}: {chat.Title}, {chat.Count} messages");
Console.WriteLine($"public key {Path.GetFullPath(args[0])}");
Console.WriteLine($"server address {server.Address}");

var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stop.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
