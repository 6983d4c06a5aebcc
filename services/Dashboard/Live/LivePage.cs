using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Collector.Dashboard.Live;

/// <summary>A page that is drawn again whenever something new was seen.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    [Inject]
    private protected Pulse Pulse { get; set; } = null!;

    [Inject]
    private protected TimeProvider Clock { get; set; } = null!;

    private protected DateTimeOffset Now => Clock.GetUtcNow();

    public virtual void Dispose()
    {
        Pulse.Changed -= Show;
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized()
    {
        Pulse.Changed += Show;
        Pulse.LookNow();
    }

    /// <summary>A number of the address, where anything may stand.</summary>
    private protected static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    void Show() => _ = InvokeAsync(StateHasChanged);
}
