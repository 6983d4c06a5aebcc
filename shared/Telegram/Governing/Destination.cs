namespace Collector.Telegram.Governing;

/// <summary>What a call is made for, and where it goes; data center 0 is the account's own.</summary>
readonly record struct Destination(string Channel, int DataCenter);
