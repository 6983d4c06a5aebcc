using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>The methods that the server knows.</summary>
sealed class Methods
{
    readonly HelpMethods help;
    readonly AuthMethods auth;
    readonly ChatMethods chats;
    readonly MessageMethods messages;
    readonly FileMethods files;

    public Methods(Engine engine)
    {
        (help, auth, chats, files, Takeouts) = (new(engine), new(engine), new(engine), new(engine), new(engine));
        messages = new(engine, chats);
    }

    public TakeoutMethods Takeouts { get; }

    public object Answer(Call call) => call.Query switch
    {
        Help_GetConfig => help.Config(call),
        Help_GetAppConfig => HelpMethods.AppConfig(),
        Auth_SendCode query => auth.SendCode(call, query),
        Auth_CancelCode => true,
        Auth_SignIn query => auth.SignIn(call, query),
        Account_GetPassword => auth.Password(call),
        Auth_CheckPassword query => auth.CheckPassword(call, query.password),
        Auth_LogOut => AuthMethods.LogOut(call),
        Auth_ExportAuthorization query => auth.Export(call, query.dc_id),
        Auth_ImportAuthorization query => auth.Import(call, query),
        _ => AnswerAccount(call),
    };

    object AnswerAccount(Call call)
    {
        AuthMethods.CheckHome(call);
        Takeouts.Check(call);
        return call.Query switch
        {
            Updates_GetState => help.State(),
            Users_GetUsers query => HelpMethods.Users(call, query.id),
            Users_GetFullUser query => HelpMethods.FullUser(call, query.id),
            Contacts_ResolveUsername query => chats.Resolve(call, query.username),
            Messages_CheckChatInvite query => chats.CheckInvite(call, query.hash),
            Messages_GetDialogs query => chats.Dialogs(call, query),
            Channels_GetChannels query => chats.Channels(call, query.id),
            Channels_GetFullChannel query => chats.FullChannel(call, query.channel),
            Messages_GetChats query => chats.Groups(call, query.id),
            Messages_GetFullChat query => chats.FullGroup(call, query.chat_id),
            Messages_GetHistory query => messages.History(call, query),
            Channels_GetMessages query => messages.ChannelMessages(call, query),
            Messages_GetMessages query => messages.Messages(call, query),
            Upload_GetFile query => files.Get(call, query),
            Account_InitTakeoutSession => Takeouts.Begin(call),
            Account_FinishTakeoutSession => Takeouts.Finish(call),
            _ => throw RpcErrorException.Bad("INPUT_METHOD_INVALID"),
        };
    }
}
