using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Customers;

/// <summary>One customer: who, what they allow, why the last decision, what happened.</summary>
public sealed partial class CustomerPage
{
    private string? _channel;

    [Inject]
    private ICustomerReader Customers { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IViewer Who { get; set; } = null!;

    [Parameter]
    public string CustomerId { get; set; } = "";

    protected override object Key => CustomerId;

    // Without a recorded decision the best of what would be decided now is explained, and says so.
    private NextBestView? Previewed => _channel is not null ? Model!.NextBest.FirstOrDefault(next => next.Channel.Id == _channel)
        : Model!.Explanation is null ? Model.NextBest.Where(next => next.Explanation is not null).MaxBy(next => next.Priority ?? double.MinValue)
        : null;

    private ExplanationView? Shown => Previewed is { } next ? next.Explanation : Model!.Explanation;

    private string Initials
    {
        get
        {
            var words = Model!.Name.In(W.Language).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return string.Concat(words.Take(2).Select(word => StringInfo.GetNextTextElement(word))).ToUpperInvariant();
        }
    }

    private string Subtitle
    {
        get
        {
            List<string> parts = [Model!.CustomerId];
            if (Model.Language is { } language)
            {
                parts.Add(W.Or("language." + language, "language.other"));
            }

            if (Model.TimeZone is { } zone && zone.Id != Hub.Workspace.TimeZone.Id)
            {
                parts.Add(W["customer.zone", zone.Id]);
            }

            if (Model.OnlineOn.Count > 0)
            {
                parts.Add(W["customer.onlineOn", string.Join(W["list.comma"], Model.OnlineOn.Select(channel => channel.Label.In(W.Language)))]);
            }

            return string.Join(W["live.windowJoin"], parts);
        }
    }

    private void Preview(string channel) => _channel = channel;

    protected override Task<CustomerView?> ReadAsync(CancellationToken cancellationToken) => Customers.GetAsync(CustomerId, W.Language, Who.Caller, cancellationToken);
}
