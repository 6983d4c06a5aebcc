using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Scheduler;

/// <summary>Who is told when something needs a person.</summary>
public sealed record NoticeOptions : IValidatableObject
{
    /// <summary>A webhook, <c>NOTIFY_URL</c>; empty tells nobody.</summary>
    [ConfigurationKeyName("NOTIFY_URL")]
    public string Url { get; init; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
            yield return new("NOTIFY_URL must be an address that begins with https:// or http://.");
    }
}
