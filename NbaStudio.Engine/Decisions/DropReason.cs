namespace NbaStudio.Engine.Decisions;

/// <summary>Why a candidate fell out. The number is recorded: never reuse or renumber one.</summary>
public enum DropReason : byte
{
    None = 0,

    // Candidates
    NotYetValid = 1,
    NoLongerValid = 2,
    OutsideSchedule = 3,
    Paused = 4,
    Archived = 5,
    ChannelPaused = 6,
    ChannelUnreachable = 7,
    AddressMissing = 8,
    AddressRefused = 9,
    HoldOutAll = 10,
    HoldOutObjective = 11,

    /// <summary>The request leaves the action out: it was answered in the same conversation.</summary>
    SetAside = 12,

    // Consent
    ConsentRefused = 20,
    ConsentUnknown = 21,

    // Eligibility, applicability, suitability: by level
    ObjectiveRule = 30,
    GroupRule = 31,
    ActionRule = 32,
    TreatmentRule = 33,

    // Contact policy and budgets; the detail is the index of the rule or budget
    Cap = 40,
    Rest = 41,
    Never = 42,
    QuietHours = 43,
    ChannelQuietHours = 44,
    Budget = 45,

    // Propensity, value, lever
    NoPropensity = 50,
    ValueMissing = 51,
    ValueNotPositive = 52,
    LeverZero = 53,

    /// <summary>All heads together are worth nothing or less: harm outweighs what is gained.</summary>
    HeadsOutweigh = 54,

    // Arbitration
    BelowMinimumPropensity = 60,
    BelowThreshold = 61,

    // Choice
    Outranked = 70,
    ActionAlreadyChosen = 71,
    GroupFull = 72,

    /// <summary>A cap or budget has room for what was chosen, but not for this beside it.</summary>
    NoRoomBeside = 73,
}
