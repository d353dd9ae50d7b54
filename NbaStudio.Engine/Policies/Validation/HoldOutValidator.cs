using System.Globalization;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks hold-outs: scopes that exist, salts of their own, and not too many customers in all.</summary>
internal sealed class HoldOutValidator : IPolicyValidator
{
    private const double MostTogether = 0.5;

    public void Validate(ValidationContext context)
    {
        var salts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (holdOut, path) in DocumentIndex.Locate(context.Document.HoldOuts, "holdOuts", h => h.Id))
        {
            if (holdOut.Scope != "all" && !string.IsNullOrWhiteSpace(holdOut.Scope))
            {
                context.Refers("objective", holdOut.Scope, context.Index.ObjectiveIds, path + "/scope");
            }

            if (!string.IsNullOrWhiteSpace(holdOut.Salt) && !salts.Add(holdOut.Salt))
            {
                context.Issues.Warning("holdOut.salt", path + "/salt", null, holdOut.Salt);
            }
        }

        // Customers kept from everything and those kept from one objective add up for that objective.
        var everywhere = context.Document.HoldOuts.Where(h => h.Scope == "all").Sum(h => h.Share);
        var sums = context.Document.HoldOuts.Where(h => h.Scope != "all").GroupBy(h => h.Scope).Select(g => everywhere + g.Sum(h => h.Share)).Append(everywhere);
        if (sums.Max() is var most && most > MostTogether && context.Document.HoldOuts.Count > 1)
        {
            context.Issues.Error("holdOut.sum", "holdOuts", null, most.ToString("0.####", CultureInfo.InvariantCulture));
        }
    }
}
