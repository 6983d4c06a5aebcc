namespace Collector.Hosting;

/// <summary>A limit of this process whose every slot may want a connection to PostgreSQL at the same moment.</summary>
/// <param name="Setting">What users set.</param>
/// <param name="Connections">Its value.</param>
public sealed record ConnectionNeed(string Setting, int Connections)
{
    public override string ToString() => $"{Setting}={Connections}";
}
