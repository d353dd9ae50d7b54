using System.Runtime.InteropServices;

namespace NbaStudio.Engine.Propensity;

/// <summary>Sums of kept responses per group, for the prior of treatments without a starting propensity.</summary>
internal sealed class GroupRates
{
    private readonly Dictionary<int, (double Responses, double Positives)> _sums = [];
    private readonly HashSet<int> _changed = [];

    public GroupRates(IEnumerable<TreatmentState> treatments)
    {
        foreach (var treatment in treatments)
        {
            Add(treatment);
        }
    }

    /// <summary>
    /// m: the marketer's starting propensity, else the mean rate of the group's other treatments (its own responses enter P themselves),
    /// which itself starts at <see cref="CountModel.DefaultPropensity"/>.
    /// </summary>
    public double PriorOf(TreatmentState treatment)
    {
        if (treatment.Info.StartingPropensity is { } starting)
        {
            return CountModel.Clamp(starting);
        }

        var (responses, positives) = _sums.GetValueOrDefault(treatment.Info.GroupKey);
        return CountModel.Smooth(positives - treatment.KeptPositives, responses - treatment.KeptResponses, CountModel.DefaultPropensity);
    }

    public void Add(TreatmentState treatment) => Change(treatment, 1);

    public void Remove(TreatmentState treatment) => Change(treatment, -1);

    /// <summary>Whether the treatment's prior may differ from the one last published.</summary>
    public bool IsChanged(TreatmentState treatment) => treatment.Info.StartingPropensity is null && _changed.Contains(treatment.Info.GroupKey);

    public void Published() => _changed.Clear();

    private void Change(TreatmentState treatment, int sign)
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, treatment.Info.GroupKey, out _);
        sums = (sums.Responses + (sign * treatment.KeptResponses), sums.Positives + (sign * treatment.KeptPositives));
        _changed.Add(treatment.Info.GroupKey);
    }
}
