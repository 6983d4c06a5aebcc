using Collector.Database;
using Collector.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Collector.Writer.Tests;

public sealed class DatabaseOutagesTests
{
    static readonly NpgsqlDataSource Nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody");

    readonly ImpatientTime time = new();

    DatabaseOutages Outages => new(Nowhere, time, NullLogger<DatabaseOutages>.Instance);

    [Fact]
    public async Task WorkIsDoneAgainUntilTheServerIsBack()
    {
        var tries = 0;

        var result = await Outages.WaitOutAsync(async cancellation => ++tries < 4 ? await AskNobodyAsync(cancellation) : "done", TestContext.Current.CancellationToken);

        Assert.Equal(("done", 4, TimeSpan.FromMilliseconds(250 + 500 + 1000)), (result, tries, time.Slept));
    }

    [Fact]
    public async Task AfterTenMinutesItGivesUp()
    {
        await Assert.ThrowsAsync<DatabaseAwayException>(() => Outages.WaitOutAsync(AskNobodyAsync, TestContext.Current.CancellationToken));

        Assert.InRange(time.Slept, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10.5));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.CrashShutdown)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.OutOfMemory)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    public async Task AServerThatWillBeBackIsWaitedFor(string code)
    {
        var tries = 0;

        await Outages.WaitOutAsync(_ => ++tries == 1 ? throw new PostgresException("", "FATAL", "FATAL", code) : Task.FromResult(0), TestContext.Current.CancellationToken);

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task AFullDiskIsSaidOnceAndThatThereIsRoomAgain()
    {
        using var log = new LogLines();
        using var loggers = new LoggerFactory([log]);
        var outages = new DatabaseOutages(Nowhere, time, loggers.CreateLogger<DatabaseOutages>());
        var tries = 0;

        for (var outage = 0; outage < 2; outage++)
            await outages.WaitOutAsync(
                _ => ++tries % 6 > 0 ? throw new PostgresException("No space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull) : Task.FromResult(0), TestContext.Current.CancellationToken);

        string[] said = ["Error: PostgreSQL's disk is full; what is to be stored waits until there is room: 53100: No space left on device", "Information: PostgreSQL has room again"];
        Assert.Equal([.. said, .. said], log.Lines);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    public async Task AnythingElseComesThroughAtOnce(string code)
    {
        var tries = 0;

        await Assert.ThrowsAsync<PostgresException>(() => Outages.WaitOutAsync<int>(
            _ => ++tries > 0 ? throw new PostgresException("", "ERROR", "ERROR", code) : null!, TestContext.Current.CancellationToken));

        Assert.Equal((1, TimeSpan.Zero), (tries, time.Slept));
    }

    static async Task<string> AskNobodyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Nowhere.OpenConnectionAsync(cancellationToken);
        return connection.Database;
    }
}
