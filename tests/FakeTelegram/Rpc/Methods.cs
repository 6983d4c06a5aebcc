using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>The methods that the server knows.</summary>
sealed class Methods(Engine engine)
{
    readonly HelpMethods help = new(engine);
    readonly AuthMethods auth = new(engine);
    readonly ChatMethods chats = new(engine);
    readonly MessageMethods messages = new(engine);

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
        return call.Query switch
        {
            Updates_GetState => help.State(),
            Users_GetUsers query => HelpMethods.Users(call, query.id),
            Users_GetFullUser query => HelpMethods.FullUser(call, query.id),
            Contacts_ResolveUsername query => chats.Resolve(call, query.username),
            Messages_GetHistory query => messages.History(call, query),
            _ => throw RpcErrorException.Bad("INPUT_METHOD_INVALID"),
        };
    }
}
