using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Collector.Dashboard.Access;

/// <summary>The keys of cookies and forms live as long as the process.</summary>
sealed class KeysInMemory : IXmlRepository
{
    readonly List<XElement> keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (keys)
            return [.. keys.Select(key => new XElement(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (keys)
            keys.Add(element);
    }
}
