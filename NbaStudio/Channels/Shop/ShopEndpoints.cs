using NbaStudio.Demo;
using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Channels.Shop;

/// <summary>A demo customer to shop as.</summary>
public sealed record ShopCustomer(string Id, string Name, string NameLatin, string Plan, string Segment);

/// <summary>What the shop's page begins with.</summary>
/// <param name="Now">The hub's time.</param>
/// <param name="Speed">Seconds of the hub that pass in one second.</param>
public sealed record ShopStart(DateTimeOffset Now, double Speed, IReadOnlyList<ShopCustomer> Customers);

/// <summary>Which token the shop's page needs.</summary>
public sealed record ShopTokenBody(string CustomerId, string Channel);

/// <summary>
/// The demo shop. It stands in for a site of one's own and for that site's server, which would ask for tokens with an API key.
/// Only in the demo workspace, only for invented customers, and only for pages of the hub itself.
/// </summary>
internal sealed class ShopEndpoints(MarketService market, DemoSettings settings, NbaEngine engine, BrowserTokens tokens, TimeProvider clock, IWebHostEnvironment environment) : IEndpointModule
{
    private const int Offered = 12;
    private static readonly string[] Channels = ["web", "push"];
    private readonly Lazy<IReadOnlyList<ShopCustomer>> _customers = new(() => Choose(market, settings, clock));

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shop", Page).ExcludeFromDescription();
        routes.MapGet("/shop/start", Start).ExcludeFromDescription();
        // Without the delegate's type the answer would be taken for a handler's that writes by itself.
        routes.MapPost("/shop/tokens", (Func<HttpContext, Task<IResult>>)TokenAsync).ExcludeFromDescription();
    }

    private IResult Page(HttpContext context)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("shop/index.html");
        if (!file.Exists)
        {
            return Problems.NotFound("The files of the shop are missing (wwwroot-assets/shop).");
        }

        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(file.CreateReadStream(), "text/html; charset=utf-8");
    }

    private IResult Start() => TypedResults.Json(
        new ShopStart(clock.GetUtcNow(), settings.ClockSpeed, [.. _customers.Value.Where(customer => engine.FindCustomer(customer.Id) is not null)]), HubJson.Options);

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var body = await StrictJson.ReadAsync<ShopTokenBody>(context.Request);
        List<FieldError> errors = [];
        if (_customers.Value.All(customer => customer.Id != body.CustomerId))
        {
            errors.Add(new FieldError("customerId", $"'{(body.CustomerId.Length > 40 ? body.CustomerId[..40] : body.CustomerId)}' is not a customer of the demo shop.", "a customer of /shop/start"));
        }

        if (!Channels.Contains(body.Channel))
        {
            errors.Add(new FieldError("channel", $"The shop has no channel '{(body.Channel.Length > 40 ? body.Channel[..40] : body.Channel)}'.", string.Join(", ", Channels)));
        }

        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        context.Response.Headers.CacheControl = "no-store";
        var (text, expires) = tokens.Issue(body.CustomerId, body.Channel, BrowserOrigins.OwnOrigin(context.Request));
        return TypedResults.Json(new Streams.BrowserTokenAnswer(text, expires), HubJson.Options);
    }

    private static List<ShopCustomer> Choose(MarketService market, DemoSettings settings, TimeProvider clock) =>
        [.. DemoCustomers.Create(market.Population, settings.Seed, clock.GetUtcNow()).Where(AgreesToPushes).Take(Offered).Select(customer => new ShopCustomer(
            customer.Id,
            $"{Text(customer, "last_name")} {Text(customer, "first_name")}",
            Text(customer, "name_latin"),
            Text(customer, "plan"),
            Text(customer, "segment")))];

    /// <summary>Those who agreed, so that pushes can be seen.</summary>
    private static bool AgreesToPushes(DemoCustomer customer) => customer.Patch.Consents.Any(consent => consent is { Channel: "push", Purpose: "marketing", Granted: true });

    private static string Text(DemoCustomer customer, string attribute) => customer.Patch.Attributes.TryGetValue(attribute, out var value) ? value.ToString() : "";
}
