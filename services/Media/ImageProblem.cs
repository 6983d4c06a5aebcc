using Collector.Contracts;
using Collector.Sources;

namespace Collector.Media;

/// <summary>One line for people that names the channel, the message and the file.</summary>
static class ImageProblem
{
    public static string Of(ImageRequested image, PermanentException failure)
    {
        // A source names the file itself, and the channel in front of it.
        var what = failure is SourceException ? failure.Message : $"photo {image.Location ?? image.ImageId} {failure.Message}";
        return Of(image, what);
    }

    public static string Of(ImageRequested image, string what)
    {
        var channel = $"{image.Channel.Name}: ";
        return $"{channel}message {image.MessageId}: {(what.StartsWith(channel, StringComparison.Ordinal) ? what[channel.Length..] : what)}";
    }
}
