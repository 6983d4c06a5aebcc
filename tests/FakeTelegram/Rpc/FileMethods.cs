using Collector.FakeTelegram.Worlds;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>upload.getFile, with Telegram's rules about parts.</summary>
sealed class FileMethods(Engine engine)
{
    const int Largest = 1 << 20, Grain = 4096, PreciseGrain = 1024;

    public Upload_File Get(Call call, Upload_GetFile query)
    {
        var isPrecise = query.flags.HasFlag(Upload_GetFile.Flags.precise);
        var grain = isPrecise ? PreciseGrain : Grain;
        if (query.limit <= 0 || query.limit > Largest || query.limit % grain != 0 || (!isPrecise && Largest % query.limit != 0))
            throw RpcErrorException.Bad("LIMIT_INVALID");
        if (query.offset < 0 || query.offset % grain != 0 || query.offset / Largest != (query.offset + query.limit - 1) / Largest)
            throw RpcErrorException.Bad("OFFSET_INVALID");
        var (id, hash, reference, type) = query.location switch
        {
            InputPhotoFileLocation photo => (photo.id, photo.access_hash, photo.file_reference, photo.thumb_size),
            InputDocumentFileLocation document => (document.id, document.access_hash, document.file_reference, document.thumb_size),
            _ => throw RpcErrorException.Bad("LOCATION_INVALID"),
        };
        if (engine.World.Files.Find(id) is not { } file || hash != call.Account.AccessHash(id) || file.Size(type) is not { } size)
            throw RpcErrorException.Bad("LOCATION_INVALID");
        if (file.Dc != call.Dc.Id)
            throw new RpcErrorException(303, $"FILE_MIGRATE_{file.Dc}");
        engine.FileReferences.Check(reference, call.Account, id);
        return new()
        {
            type = size.Width > 0 ? Storage_FileType.jpeg : Storage_FileType.unknown,
            mtime = (int)Invention.First.ToUnixTimeSeconds(),
            bytes = file.Read(size, query.offset, query.limit),
        };
    }
}
