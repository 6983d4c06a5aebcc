using System.Collections.Concurrent;
using System.Security.Cryptography;
using Collector.FakeTelegram.Worlds;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>auth.* and account.getPassword.</summary>
sealed class AuthMethods(Engine engine)
{
    readonly ConcurrentDictionary<string, string> sentCodes = [];
    readonly ConcurrentDictionary<string, FakeAccount> exported = [];
    readonly ConcurrentDictionary<long, PasswordCheck> passwords = [];

    public Auth_SentCode SendCode(Call call, Auth_SendCode query)
    {
        var account = Account(query.phone_number);
        if (account.Dc != call.Dc.Id)
            throw new RpcErrorException(303, $"PHONE_MIGRATE_{account.Dc}");
        if (account.State is AccountState.Banned)
            throw RpcErrorException.Bad("PHONE_NUMBER_BANNED");
        var hash = Convert.ToHexString(RandomNumberGenerator.GetBytes(9));
        sentCodes[account.Phone] = hash;
        return new()
        {
            flags = Auth_SentCode.Flags.has_timeout,
            type = new Auth_SentCodeTypeApp { length = account.Code.Length },
            phone_code_hash = hash,
            timeout = 120,
        };
    }

    public Auth_AuthorizationBase SignIn(Call call, Auth_SignIn query)
    {
        var account = Account(query.phone_number);
        if (!sentCodes.TryGetValue(account.Phone, out var hash) || hash != query.phone_code_hash)
            throw RpcErrorException.Bad("PHONE_CODE_EXPIRED");
        if (query.phone_code != account.Code)
            throw RpcErrorException.Bad("PHONE_CODE_INVALID");
        if (account.Password is null)
            return SignedIn(call, account);
        call.Key.HalfSignedIn = account;
        throw new RpcErrorException(401, "SESSION_PASSWORD_NEEDED");
    }

    public Account_Password Password(Call call)
    {
        var account = call.Key.HalfSignedIn ?? call.Account;
        if (account.Password is null)
            return new() { secure_random = [] };
        var check = new PasswordCheck(account.Password);
        passwords[check.Id] = check;
        return check.Question;
    }

    public Auth_AuthorizationBase CheckPassword(Call call, InputCheckPasswordSRP answer)
    {
        var account = call.Key.HalfSignedIn ?? call.Account;
        if (!passwords.TryRemove(answer.srp_id, out var check))
            throw RpcErrorException.Bad("SRP_ID_INVALID");
        if (!check.Accepts(answer))
            throw RpcErrorException.Bad("PASSWORD_HASH_INVALID");
        return SignedIn(call, account);
    }

    public static Auth_LoggedOut LogOut(Call call)
    {
        call.Key.Account = null;
        return new();
    }

    public Auth_ExportedAuthorization Export(Call call, int dc)
    {
        if (dc < 1 || dc > engine.DataCenters.Count)
            throw RpcErrorException.Bad("DC_ID_INVALID");
        var bytes = RandomNumberGenerator.GetBytes(32);
        exported[Convert.ToHexString(bytes)] = call.Account;
        return new() { id = call.Account.Id, bytes = bytes };
    }

    public Auth_Authorization Import(Call call, Auth_ImportAuthorization query)
    {
        if (!exported.TryRemove(Convert.ToHexString(query.bytes), out var account) || account.Id != query.id)
            throw RpcErrorException.Bad("AUTH_BYTES_INVALID");
        return SignedIn(call, account);
    }

    /// <summary>All but files is to be asked where the account lives.</summary>
    public static void CheckHome(Call call)
    {
        var account = call.Account;
        if (account.State is AccountState.Banned)
            throw new RpcErrorException(401, "USER_DEACTIVATED_BAN");
        if (account.State is AccountState.Deactivated)
            throw new RpcErrorException(401, "USER_DEACTIVATED");
        if (account.Dc != call.Dc.Id && call.Query is not Upload_GetFile)
            throw new RpcErrorException(303, $"USER_MIGRATE_{account.Dc}");
    }

    static Auth_Authorization SignedIn(Call call, FakeAccount account)
    {
        (call.Key.Account, call.Key.HalfSignedIn) = (account, null);
        return new() { user = account.ToUser(account) };
    }

    FakeAccount Account(string phone) => engine.World.Account(phone) ?? throw RpcErrorException.Bad("PHONE_NUMBER_INVALID");
}
