using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Simulation;

/// <summary>A simulated customer as attributes of the profile: what the hub may know.</summary>
public static class MarketProfile
{
    /// <summary>Every attribute but the name.</summary>
    public static Dictionary<string, Value> All(MarketCustomer customer)
    {
        var attributes = Changeable(customer);
        attributes["age"] = Value.OfNumber(customer.Age);
        attributes["segment"] = Value.OfText(customer.Segment);
        attributes["tenure_months"] = Value.OfNumber(customer.TenureMonths);
        attributes["video_share"] = Value.OfNumber(customer.VideoShare);
        attributes["roaming_trips_12m"] = Value.OfNumber(customer.RoamingTrips);
        attributes["late_bills_12m"] = Value.OfNumber(customer.LateBills);
        attributes["has_children"] = Value.OfBoolean(customer.HasChildren);
        return attributes;
    }

    /// <summary>The attributes that buying, using and being served change.</summary>
    public static Dictionary<string, Value> Changeable(MarketCustomer customer) => new()
    {
        ["plan"] = Value.OfText(customer.Plan),
        ["monthly_fee"] = Value.OfMoney(customer.MonthlyFee),
        ["last_bill"] = Value.OfMoney(customer.MonthlyFee),
        ["spend_12m"] = Value.OfMoney(customer.MonthlyFee * Math.Clamp(customer.TenureMonths, 1, 12)),
        ["contract_end"] = Value.OfDateTime(customer.ContractEnd),
        ["lines"] = Value.OfNumber(customer.Lines),
        ["device_age_months"] = Value.OfNumber(customer.DeviceAgeMonths),
        ["data_allowance_gb"] = Value.OfNumber(customer.DataAllowanceGb),
        ["data_used_share"] = Value.OfNumber(Math.Round(customer.DataUsedShare, 2)),
        ["satisfaction"] = Value.OfNumber(customer.Satisfaction),
        ["points"] = Value.OfNumber(customer.Points),
        ["autopay"] = Value.OfBoolean(customer.Autopay),
        ["paperless"] = Value.OfBoolean(customer.Paperless),
        ["home_internet"] = Value.OfBoolean(customer.HomeInternet),
        ["insurance"] = Value.OfBoolean(customer.Insurance),
    };
}
