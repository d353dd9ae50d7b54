using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Serving;

/// <summary>What people call a customer.</summary>
internal static class CustomerNames
{
    /// <summary>First and last name (family name first in Japanese) where the profile has them, else the primary id.</summary>
    public static string Display(CustomerState customer)
    {
        var first = customer.Profile.Get("first_name").Text?.Original;
        var last = customer.Profile.Get("last_name").Text?.Original;
        if (first is null && last is null)
        {
            return customer.PrimaryId;
        }

        return customer.Language?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true ? $"{last} {first}".Trim() : $"{first} {last}".Trim();
    }
}
