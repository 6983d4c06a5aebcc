using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;

var world = new World();
var account = world.AddAccount("+49 151 00000001");
world.AddChannel("Harbour News", messages: 20_000, username: "harbour_news");
await using var server = await FakeTelegramServer.StartAsync(world, new() { Port = 44300 });
if (args is [var pem])
    await File.WriteAllTextAsync(pem, FakeTelegramServer.PublicKeyPem);
Console.WriteLine($"server_address={server.Address} phone={account.Phone} code={account.Code}");
await Task.Delay(Timeout.Infinite);
