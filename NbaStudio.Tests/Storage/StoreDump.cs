using System.Text;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Storage;

/// <summary>Everything that a small store holds, as text to compare.</summary>
internal static class StoreDump
{
    public static string Of(IHubReader store)
    {
        var text = new StringBuilder();
        var head = store.ReadHead();
        text.AppendLine($"head {head.Sequence} {Convert.ToHexString(head.Chain)} {head.AnchorSequence} {head.KeyHighWater} {head.OutboxHighWater}");
        foreach (var row in store.ReadJournal(0, int.MaxValue))
        {
            text.AppendLine($"journal {row.Sequence} {row.Time} {row.Customer} {row.Kind} {Hex(row.Payload)} {Hex(row.Salt)} {Hex(row.Chain)}");
        }

        foreach (var key in store.ReadCustomerKeys(0, int.MaxValue))
        {
            var customer = store.LoadCustomer(key)!;
            text.AppendLine($"customer {key} {customer.NextDue} {Hex(customer.State)} {string.Join(';', customer.Dedupe.OrderBy(d => (d.Kind, d.Id)))}");
            text.AppendLine($"aliases {string.Join(';', store.ReadAliases(key))} decisions {store.ReadDecisions(key, long.MaxValue, 99).Count} outbox {store.ReadOutboxOf(key, 99).Count}");
        }

        text.AppendLine(string.Join(';', store.ReadBudgets()));
        text.AppendLine(string.Join(';', store.ReadBlobNames("")));
        text.AppendLine(string.Join(';', Enumerable.Range(0, 20).Select(i => store.FindToken(Rows.Token((byte)i, 1).Hash)?.Customer)));
        return text.ToString();
    }

    private static string Hex(byte[]? bytes) => bytes is null ? "-" : Convert.ToHexString(bytes);
}
