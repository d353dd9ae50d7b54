using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Decisions;

/// <summary>Everything that a decision depends on besides the policy and the models: what the record keeps, and what <see cref="Redecide"/> repeats a decision from.</summary>
/// <remarks>One instance belongs to one thread and is refilled for each live decision; a decoded one is used for reading only.</remarks>
public sealed class DecisionInputs
{
    public DecisionId Id { get; set; }

    /// <summary>Time of the decision, milliseconds since 1970 UTC.</summary>
    public long Now { get; set; }

    public int Revision { get; set; }

    /// <summary>Journal position of the last response that the models had learned.</summary>
    public long ModelVersion { get; set; }

    /// <summary>The customer's last journal position before the decision.</summary>
    public long JournalPosition { get; set; }

    /// <summary>Seed of every draw of the decision: a hash of <see cref="Id"/>.</summary>
    public ulong Seed { get; set; }

    public DecisionArm Arm { get; set; } = DecisionArm.Treated;

    /// <summary>Key of the trigger that called for it; 0 = a request.</summary>
    public int Trigger { get; set; }

    /// <summary>IANA name of the customer's zone.</summary>
    public string Zone { get; set; } = "UTC";

    public string Language { get; set; } = "en";

    public bool Simulated { get; set; }

    /// <summary>The slots asked for, in order. A triggered decision has one slot over all its channels.</summary>
    public List<SlotRequest> Slots { get; } = [];

    /// <summary>Values of the revision's input layout.</summary>
    public Value[] Values { get; set; } = [];

    /// <summary>The layout that <see cref="Values"/> follows.</summary>
    public SlotLayout Layout { get; set; } = new([]);

    /// <summary>Keys of actions that the request leaves out.</summary>
    public List<int> SetAside { get; } = [];

    public List<ConsentFact> Consents { get; } = [];

    /// <summary>How each channel can reach the customer now, by channel key.</summary>
    public List<ReachFact> Reach { get; } = [];

    public List<ContactEntry> Contacts { get; } = [];

    public List<ContactDayCount> ContactDays { get; } = [];

    /// <summary>Budgets and what was leased, by budget key.</summary>
    public List<BudgetFact> Budgets { get; } = [];

    /// <summary>The same inputs with other budgets in place of those of the same key, or beside them; values are shared.</summary>
    public DecisionInputs WithBudgets(IReadOnlyList<BudgetFact> budgets)
    {
        var copy = Copy(Revision, Layout, Values);
        copy.Budgets.RemoveAll(known => budgets.Any(b => b.Budget == known.Budget));
        copy.Budgets.AddRange(budgets);
        return copy;
    }

    /// <summary>The same inputs for another revision and its layout.</summary>
    /// <param name="values">In the order of <paramref name="layout"/>.</param>
    internal DecisionInputs Copy(int revision, SlotLayout layout, Value[] values)
    {
        var copy = new DecisionInputs
        {
            Id = Id, Now = Now, Revision = revision, ModelVersion = ModelVersion, JournalPosition = JournalPosition, Seed = Seed, Arm = Arm, Trigger = Trigger, Zone = Zone, Language = Language, Simulated = Simulated,
            Values = values, Layout = layout,
        };
        copy.AddLists(this, Contacts);
        return copy;
    }

    /// <summary>Becomes what others are, with other contacts; values are shared. What it was is forgotten.</summary>
    internal void Take(DecisionInputs other, List<ContactEntry> contacts)
    {
        (Id, Now, Revision, ModelVersion, JournalPosition, Seed, Arm) = (other.Id, other.Now, other.Revision, other.ModelVersion, other.JournalPosition, other.Seed, other.Arm);
        (Trigger, Zone, Language, Simulated, Values, Layout) = (other.Trigger, other.Zone, other.Language, other.Simulated, other.Values, other.Layout);
        Clear();
        AddLists(other, contacts);
    }

    private void AddLists(DecisionInputs other, List<ContactEntry> contacts)
    {
        Slots.AddRange(other.Slots);
        SetAside.AddRange(other.SetAside);
        Consents.AddRange(other.Consents);
        Reach.AddRange(other.Reach);
        Contacts.AddRange(contacts);
        ContactDays.AddRange(other.ContactDays);
        Budgets.AddRange(other.Budgets);
    }

    public void Clear()
    {
        Slots.Clear();
        SetAside.Clear();
        Consents.Clear();
        Reach.Clear();
        Contacts.Clear();
        ContactDays.Clear();
        Budgets.Clear();
    }
}

/// <summary>One position to fill: a placement of a channel, or any of several channels for a triggered decision.</summary>
/// <param name="Channels">Keys of the channels that may fill it.</param>
/// <param name="Placement">Name of the placement; empty for a triggered decision.</param>
/// <param name="Position">From 0 within the placement.</param>
public sealed record SlotRequest(IReadOnlyList<int> Channels, string Placement, int Position);

/// <summary>A statement of consent as it stood.</summary>
public readonly record struct ConsentFact(string Channel, string Purpose, bool Granted, long Time);

/// <summary>Whether a channel can reach the customer.</summary>
public readonly record struct ReachFact(int Channel, Reachability State);

public enum Reachability : byte { Reachable, NoOpenStream, AddressMissing, AddressRefused, Disabled }

/// <summary>What the ledger had leased for this lane (pieces or money) and the price per unit at the time.</summary>
public readonly record struct BudgetFact(int Budget, double Available, double Price);
