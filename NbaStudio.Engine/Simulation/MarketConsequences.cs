namespace NbaStudio.Engine.Simulation;

/// <summary>What accepting an action changes about a customer.</summary>
internal static class MarketConsequences
{
    public static void Apply(MarketCustomer customer, string action, DateTimeOffset now)
    {
        switch (action)
        {
            case "upgrade-m": ChangePlan(customer, "M"); break;
            case "upgrade-l": ChangePlan(customer, "L"); break;
            case "upgrade-unlimited": ChangePlan(customer, "Unlimited"); break;
            case "stay-right-size": ChangePlan(customer, customer.Plan switch { "Unlimited" => "L", "L" => "M", _ => "S" }); break;
            case "handset-5g" or "trade-in":
                customer.DeviceAgeMonths = 0;
                customer.ContractEnd = now.AddDays(730);
                break;
            case "loyalty-10" or "renew-early": customer.ContractEnd = now.AddDays(730); break;
            case "family-line" or "kids-line":
                customer.Lines++;
                customer.MonthlyFee = MarketPlans.Fee(customer.Plan, customer.Lines);
                break;
            case "data-booster" or "stay-20gb" or "thanks-2gb": customer.DataUsedShare = Math.Round(customer.DataUsedShare * 0.7, 2); break;
            case "home-internet": customer.HomeInternet = true; break;
            case "insurance": customer.Insurance = true; break;
            case "autopay": customer.Autopay = true; break;
            case "paperless": customer.Paperless = true; break;
            case "purchase-reward": customer.Points += 1000; break;
            case "points-gift": customer.Points = Math.Max(0, customer.Points - 4000); break;
            default: break;
        }

        if (action.StartsWith("stay-", StringComparison.Ordinal) || action == "complaint-follow-up")
        {
            customer.Satisfaction = Math.Min(10, customer.Satisfaction + 1);
        }
    }

    private static void ChangePlan(MarketCustomer customer, string plan)
    {
        var before = customer.DataAllowanceGb;
        customer.Plan = plan;
        customer.MonthlyFee = MarketPlans.Fee(plan, customer.Lines);
        customer.DataUsedShare = Math.Round(Math.Clamp(customer.DataUsedShare * before / customer.DataAllowanceGb, 0.05, 1.1), 2);
    }
}
