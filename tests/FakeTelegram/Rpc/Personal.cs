using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Gives the files of a message what depends on the account that reads it.</summary>
sealed class Personal(FakeAccount account, FileReferences references)
{
    public MessageBase Apply(MessageBase message)
    {
        if (message is Message { media: { } media })
            Apply(media);
        else if (message is MessageService { action: MessageActionChatEditPhoto { photo: Photo photo } })
            Apply(photo);
        return message;
    }

    void Apply(MessageMedia media)
    {
        switch (media)
        {
            case MessageMediaPhoto photo:
                Apply(photo.photo);
                break;
            case MessageMediaDocument document:
                Apply(document.document);
                break;
            case MessageMediaWebPage { webpage: WebPage page }:
                Apply(page.photo);
                Apply(page.document);
                break;
            case MessageMediaGame { game: { } game }:
                Apply(game.photo);
                Apply(game.document);
                break;
            case MessageMediaPaidMedia paid:
                foreach (var extended in paid.extended_media.OfType<MessageExtendedMedia>())
                    Apply(extended.media);
                break;
        }
    }

    void Apply(PhotoBase? photo)
    {
        if (photo is Photo { id: var id } it)
            (it.access_hash, it.file_reference) = (account.AccessHash(id), references.Create(account, id));
    }

    void Apply(DocumentBase? document)
    {
        if (document is Document { id: var id } it)
            (it.access_hash, it.file_reference) = (account.AccessHash(id), references.Create(account, id));
    }
}
