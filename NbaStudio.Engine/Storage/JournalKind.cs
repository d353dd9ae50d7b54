namespace NbaStudio.Engine.Storage;

/// <summary>What a journal entry tells. Numbers are stored: never change or reuse one.</summary>
public enum JournalKind : byte
{
    Event = 1, Outcome = 2, Decision = 3, Profile = 4, Consent = 5, Delivery = 6, Due = 7, Erasure = 8, Merge = 9, Policy = 10, Budget = 11, Model = 12, System = 13, ModelCare = 14, ModelStart = 15,
}
