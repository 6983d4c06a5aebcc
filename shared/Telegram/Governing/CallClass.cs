namespace Collector.Telegram.Governing;

/// <summary>Calls that Telegram limits together; each class of an account has a gate of its own.</summary>
public enum CallClass
{
    /// <summary><c>messages.getHistory</c>.</summary>
    History,

    /// <summary><c>channels.getMessages</c>, messages by id.</summary>
    Messages,

    /// <summary><c>contacts.resolveUsername</c> and other look-ups of channels.</summary>
    Resolve,

    /// <summary><c>upload.getFile</c>.</summary>
    Files,

    /// <summary>Everything else.</summary>
    Other,
}
