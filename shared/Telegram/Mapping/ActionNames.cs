using TL;

namespace Collector.Telegram.Mapping;

/// <summary>Names of what service messages tell, those of an export where it has one.</summary>
static class ActionNames
{
    static readonly Dictionary<Type, string> Exported = new()
    {
        [typeof(MessageActionChatCreate)] = "create_group",
        [typeof(MessageActionChatEditTitle)] = "edit_group_title",
        [typeof(MessageActionChatEditPhoto)] = "edit_group_photo",
        [typeof(MessageActionChatDeletePhoto)] = "delete_group_photo",
        [typeof(MessageActionChatAddUser)] = "invite_members",
        [typeof(MessageActionChatDeleteUser)] = "remove_members",
        [typeof(MessageActionChatJoinedByLink)] = "join_group_by_link",
        [typeof(MessageActionChatJoinedByRequest)] = "join_group_by_request",
        [typeof(MessageActionChannelCreate)] = "create_channel",
        [typeof(MessageActionChatMigrateTo)] = "migrate_to_supergroup",
        [typeof(MessageActionChannelMigrateFrom)] = "migrate_from_group",
        [typeof(MessageActionHistoryClear)] = "clear_history",
        [typeof(MessageActionGameScore)] = "score_in_game",
        [typeof(MessageActionPaymentSent)] = "send_payment",
        [typeof(MessageActionScreenshotTaken)] = "take_screenshot",
        [typeof(MessageActionSecureValuesSent)] = "send_passport_values",
        [typeof(MessageActionContactSignUp)] = "joined_telegram",
        [typeof(MessageActionGeoProximityReached)] = "proximity_reached",
        [typeof(MessageActionSetMessagesTTL)] = "set_messages_ttl",
        [typeof(MessageActionSetChatTheme)] = "edit_chat_theme",
        [typeof(MessageActionSetChatWallPaper)] = "set_chat_wallpaper",
        [typeof(MessageActionWebViewDataSent)] = "send_webview_data",
        [typeof(MessageActionGiftPremium)] = "send_premium_gift",
        [typeof(MessageActionTopicCreate)] = "topic_created",
    };

    public static string Of(MessageAction action) => action switch
    {
        MessageActionBotAllowed { flags: var flags } => flags.HasFlag(MessageActionBotAllowed.Flags.attach_menu) ? "attach_menu_bot_allowed" : "allow_sending_messages",
        MessageActionSetChatWallPaper { flags: var flags } when flags.HasFlag(MessageActionSetChatWallPaper.Flags.same) => "set_same_chat_wallpaper",
        _ => Exported.GetValueOrDefault(action.GetType()) ?? TlNames.Snake(action.GetType(), "MessageAction"),
    };
}
