using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Collector.Testing;

/// <summary>A running program, with every line it prints. Killed when disposed of.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    readonly List<string> lines = [];
    readonly Process process;

    ServiceProcess(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings, string input = "")
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Whatever works in the temporary folder is ended with the test run.
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
    }

    /// <summary>Starts a built service by its project's name; <c>Cli</c> is the program <c>collector</c>.</summary>
    public static ServiceProcess Start(string service, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        new("dotnet", [Repository.Program(service), .. arguments], settings);

    /// <summary>Starts a built service that reads what is piped into it.</summary>
    public static ServiceProcess StartWithInput(string input, string service, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        new("dotnet", [Repository.Program(service), .. arguments], settings, input);

    /// <summary>Starts any other program.</summary>
    public static ServiceProcess StartProgram(string file, params string[] arguments) => new(file, arguments, null);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Both of its outputs, so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    /// <returns>The first line that contains the text.</returns>
    /// <exception cref="TimeoutException">It did not come; the message has all output.</exception>
    public async Task<string> WaitForLineAsync(string text, TimeSpan? timeout = null)
    {
        await InTimeAsync(() => Find() is not null || process.HasExited, timeout, $"the line '{text}'");
        // What it printed last may still be on its way.
        if (process.HasExited)
            await process.WaitForExitAsync();
        return Find() ?? throw new InvalidOperationException($"It ended without the line '{text}'. {Output}");

        string? Find() => Lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <returns>Its exit code; 128 + n after signal n.</returns>
    /// <exception cref="TimeoutException">It still runs; the message has all output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        await InTimeAsync(() => process.HasExited, timeout, "its end");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Asks it to stop, as Docker does.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync(TimeSpan? timeout = null)
    {
        Send(Signal.Term);
        return WaitForExitAsync(timeout);
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> InterruptAsync(TimeSpan? timeout = null)
    {
        Send(Signal.Interrupt);
        return WaitForExitAsync(timeout);
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public Task<int> KillAsync()
    {
        Send(Signal.Kill);
        return WaitForExitAsync();
    }

    /// <summary>Freezes it until <see cref="Resume"/>.</summary>
    public void Pause() => Send(Signal.Stop);

    public void Resume() => Send(Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    string Output => $"It printed:{Environment.NewLine}{string.Join(Environment.NewLine, Lines)}";

    void Add(string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    async Task InTimeAsync(Func<bool> condition, TimeSpan? timeout, string what)
    {
        try
        {
            await Eventually.TrueAsync(condition, timeout, what);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}. {Output}");
        }
    }

    void Send(Signal signal)
    {
        if (!process.HasExited)
            _ = Kill(process.Id, (int)signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);

    enum Signal
    {
        Interrupt = 2,
        Kill = 9,
        Term = 15,
        Continue = 18,
        Stop = 19,
    }
}
