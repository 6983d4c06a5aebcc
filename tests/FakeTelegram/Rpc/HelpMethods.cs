using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>help.*, and what tells an account about itself.</summary>
sealed class HelpMethods(Engine engine)
{
    public Config Config(Call call)
    {
        var now = engine.Clock.Now.UtcDateTime;
        return new()
        {
            date = now,
            expires = now.AddHours(1),
            this_dc = call.Dc.Id,
            dc_options = [.. engine.DataCenters.SelectMany(dataCenter => dataCenter.Options)],
            chat_size_max = 200,
            megagroup_size_max = 200_000,
            me_url_prefix = "https://t.me/",
            caption_length_max = 1024,
            message_length_max = 4096,
            webfile_dc_id = 4,
        };
    }

    public static Help_AppConfig AppConfig() => new()
    {
        config = new()
        {
            value =
            [
                new() { key = "small_queue_max_active_operations_count", value = new JsonNumber { value = 5 } },
                new() { key = "small_queue_active_operations_max", value = new JsonNumber { value = 5 } },
                new() { key = "large_queue_active_operations_max", value = new JsonNumber { value = 2 } },
            ],
        },
    };

    public Updates_State State() => new() { pts = 1, date = engine.Clock.Now.UtcDateTime, seq = 1 };

    public static UserBase[] Users(Call call, InputUserBase[] ids) => [.. ids.Select<InputUserBase, UserBase>(id => id switch
    {
        InputUserSelf => call.Account.ToUser(call.Account),
        { UserId: { } other } when People.ToUser(other, call.Account) is { } user => user,
        _ => new UserEmpty { id = id.UserId ?? 0 },
    })];

    public static Users_UserFull FullUser(Call call, InputUserBase id)
    {
        var user = call.Account.ToUser(call.Account);
        if (id is not InputUserSelf && id.UserId != user.id)
            throw RpcErrorException.Bad("USER_ID_INVALID");
        return new()
        {
            full_user = new() { id = user.id, settings = new(), notify_settings = new() },
            chats = [],
            users = new() { [user.id] = user },
        };
    }
}
