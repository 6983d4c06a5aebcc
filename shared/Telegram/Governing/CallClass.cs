namespace Collector.Telegram.Governing;

/// <summary>Calls that Telegram limits together; each class of an account has a gate of its own.</summary>
public enum CallClass
{
    /// <summary><c>messages.getHistory</c>.</summary>
    History,

    /// <summary><c>channels.getMessages</c>, messages by id.</summary>
    Messages,

    /// <summary><c>contacts.resolveUsername</c> and <c>messages.checkChatInvite</c>: some hundreds a day, then no more for a day.</summary>
    Resolve,

    /// <summary><c>upload.getFile</c>.</summary>
    Files,

    /// <summary>Everything else, such as what a channel says of itself.</summary>
    Other,
}
