using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Serving;

/// <summary>What observers are told of a customer.</summary>
internal static class CustomerNotices
{
    public static CustomerNotice Of(CustomerState customer) => new(
        customer.Key, customer.PrimaryId, [.. customer.Aliases],
        customer.Profile.Values.Where(v => v.Key.Contains("name", StringComparison.OrdinalIgnoreCase) && v.Value.Text is not null)
            .ToDictionary(v => v.Key, v => v.Value.Text!.Original, StringComparer.Ordinal),
        customer.Language, customer.Simulated, IsErased: false);

    /// <summary>Nobody has the key any more.</summary>
    public static CustomerNotice Gone(long key, string customerId = "", bool simulated = false) => new(key, customerId, [], new Dictionary<string, string>(), null, simulated, IsErased: true);
}
