namespace NbaStudio.Configuration;

/// <summary>The section Nba of the configuration. Immutable; read and checked once, at the start.</summary>
public sealed class NbaOptions
{
    [Setting("Database and files. A relative path starts at the folder of appsettings.json. Created if missing.", Format = SettingFormat.Folder)]
    public string DataFolder { get; init; } = "data";

    [Setting("Opens the demo workspace with its simulated market; false opens your own, empty at first.")]
    public bool Demo { get; init; } = true;

    [Setting("For how many days an event id is remembered to recognise duplicates.", Minimum = 1, Maximum = 400)]
    public int DedupeDays { get; init; } = 30;

    [Setting("An event, or a decision on an inbound channel, for an unknown id creates an anonymous customer or is refused.")]
    public UnknownCustomers UnknownCustomers { get; init; } = UnknownCustomers.Create;

    [Setting("An attribute that the policy does not declare is kept as text or refused.")]
    public UnknownAttributes UnknownAttributes { get; init; } = UnknownAttributes.AcceptAsText;

    [Setting("Address that links in messages start with; empty uses the address the program listens on.", Format = SettingFormat.WebAddress)]
    public string PublicUrl { get; init; } = "";

    [Setting("The hub's own time instead of the machine's; after a restart it goes on where it was. With Demo = false it opens the workspace replay/, never main/.", DefaultText = "(the machine's time; in the demo from now on at Nba:Market:Speed)")]
    public ClockSetting? Clock { get; init; }

    /// <summary>The clock to run under: the one asked for, in the demo else one that runs from now on as fast as its market; null = the machine's.</summary>
    public ClockSetting? ClockAt(DateTimeOffset now) => Clock ?? (Demo ? new ClockSetting(now, Market.Speed) : null);

    [Setting("For how many days the journal and the details of decisions are kept, until an admin sets it under Settings.", Minimum = 90, Maximum = 3650)]
    public int RetentionDays { get; init; } = 400;

    [Setting("Threads that work on customers; 0 uses one per processor.", Minimum = 0, Maximum = 64)]
    public int LaneThreads { get; init; }

    [Setting("Customers kept in memory.", Minimum = 1000, Maximum = 10_000_000)]
    public int CacheCustomers { get; init; } = 100_000;

    [Setting("Longest time until what was learned reaches decisions.", Minimum = 1, Maximum = 10_000)]
    public int LearnerPublishMilliseconds { get; init; } = 20;

    [Setting("Proxies whose forwarded headers are believed: addresses or networks such as 10.0.0.0/8 (list, or separated by commas).", Format = SettingFormat.Network)]
    public IReadOnlyList<string> Proxies { get; init; } = [];

    [Setting("For how many days the audit is kept, until an admin sets it under Settings. What goes is sealed, so that the rest can still be verified.", Minimum = 365, Maximum = 36_500)]
    public int AuditDays { get; init; } = 3650;

    public AccountsOptions Accounts { get; init; } = new();

    public LimitsOptions Limits { get; init; } = new();

    public WebhooksOptions Webhooks { get; init; } = new();

    public MeasureOptions Measure { get; init; } = new();

    public MarketOptions Market { get; init; } = new();

    /// <summary>Connection settings by channel id of the policy.</summary>
    public IReadOnlyDictionary<string, ChannelOptions> Channels { get; init; } = new Dictionary<string, ChannelOptions>();
}
