namespace NbaStudio.Engine.Customers;

/// <summary>What a scope means in keys.</summary>
/// <param name="Treatments">Keys of the treatments; null = all.</param>
/// <param name="Channel">Key of the channel; <see cref="ContactQuery.AnyChannel"/> = all.</param>
public readonly record struct ContactScopeKeys(TreatmentSet? Treatments, int Channel = ContactQuery.AnyChannel);
