using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What a policy would have contacted one customer with, where that is not what is recorded. Scratch paper: cleared for the next customer.</summary>
internal sealed class OtherContacts
{
    // By number of a decision that would have come out otherwise: where it stands below what it said and would have said all the same, whose recorded contacts stand.
    private readonly Dictionary<long, (int First, int Count)> _standing = [];
    private readonly List<int> _keys = [];
    private readonly List<ContactEntry> _added = [];

    /// <summary>Whether everything recorded stands.</summary>
    public bool AreNone => _standing.Count == 0;

    /// <summary>Notes a decision that comes out otherwise: what it would have said instead counts as delivered and seen at once.</summary>
    /// <param name="keys">Of the treatments that the policy would have chosen; 0 = nothing.</param>
    public void Put(RecordedDecision decision, ReadOnlySpan<int> keys, PolicySnapshot policy)
    {
        var first = _keys.Count;
        foreach (var key in keys)
        {
            if (key == 0)
            {
                continue;
            }

            if (decision.Was.Contains(key))
            {
                _keys.Add(key);
                continue;
            }

            var channel = policy.Channels[policy.Treatments[policy.TreatmentIndexOfKey(key)].Channel].Key;
            if (decision.Inputs.Trigger != 0)
            {
                _added.Add(new ContactEntry(decision.Inputs.Now, key, channel, ContactKind.Sent, decision.Inputs.Id.Number, ContactStatus.Confirmed));
            }

            _added.Add(new ContactEntry(decision.Inputs.Now, key, channel, ContactKind.Impression, decision.Inputs.Id.Number, ContactStatus.Confirmed));
        }

        _standing[decision.Inputs.Id.Number] = (first, _keys.Count - first);
    }

    public void Clear()
    {
        _standing.Clear();
        _keys.Clear();
        _added.Clear();
    }

    /// <summary>The contacts that a later decision finds, in the order of time; of the same time recorded ones first.</summary>
    /// <param name="contacts">Cleared, then filled.</param>
    public void Fill(List<ContactEntry> contacts, List<ContactEntry> recorded)
    {
        contacts.Clear();
        foreach (var contact in recorded)
        {
            if (!_standing.TryGetValue(contact.Decision, out var standing) || _keys.IndexOf(contact.Treatment, standing.First, standing.Count) >= 0)
            {
                Insert(contacts, contact);
            }
        }

        foreach (var contact in _added)
        {
            Insert(contacts, contact);
        }
    }

    // Nearly always the newest of all: looked for from the end.
    private static void Insert(List<ContactEntry> contacts, in ContactEntry contact)
    {
        var place = contacts.Count;
        while (place > 0 && contacts[place - 1].Time > contact.Time)
        {
            place--;
        }

        contacts.Insert(place, contact);
    }
}
