using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>Knows the keys behind the ids of one revision.</summary>
public interface IContactScopeResolver
{
    /// <summary>The treatments and channel that a scope means; null when the id is unknown (nothing counts).</summary>
    ContactScopeKeys? Resolve(ContactScope scope);
}
