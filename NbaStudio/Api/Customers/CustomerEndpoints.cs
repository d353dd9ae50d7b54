using Microsoft.AspNetCore.Mvc;
using NbaStudio.Api.Decisions;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Customers;

/// <summary>Customers: create or merge, read, erase, and what would be said to them now.</summary>
internal sealed class CustomerEndpoints : IEndpointModule
{
    private const int MostStatements = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        var customers = routes.MapApi("/customers/{id}", "Customers");
        customers.MapPut("", PutAsync).WithName("putCustomer").WithSummary("Creates a customer or merges into one")
            .Takes(typeof(CustomerBody)).Answers(typeof(CustomerStored)).Answers(typeof(CustomerStored), StatusCodes.Status201Created).Fails(400, 413).RequireScope(Scopes.Ingest);
        customers.MapGet("", GetAsync).WithName("getCustomer").WithSummary("Everything known of a customer, with the next best action of each channel")
            .Answers(typeof(CustomerAnswer)).Fails(400, 404).RequireScope(Scopes.Customer);
        customers.MapDelete("", DeleteAsync).WithName("eraseCustomer").WithSummary("Erases a customer; refusals stay as keyed hashes")
            .AnswersNothing().Fails(400, 404).RequireScope(Scopes.Admin);
        customers.MapGet("/export", ExportAsync).WithName("exportCustomer").WithSummary("Everything that is stored of a customer, as a file")
            .WithDescription("Profile, consents with their proof, the whole contact log, events, outcomes, decision records and messages; those of customers who were folded into this one too. Audited.")
            .Answers(typeof(CustomerExportAnswer)).Fails(400, 404).RequireScope(Scopes.Admin);
        customers.MapGet("/consents", ConsentsAsync).WithName("readCustomerConsents").WithSummary("Every statement of consent of a customer, the newest said first")
            .WithDescription("Who said what, when and where, and whether it changed anything: a statement that is older than one known already does not. As far back as the journal is kept; what holds now is always among them. Those of customers who were folded into this one too.")
            .Answers(typeof(ConsentHistoryAnswer)).Fails(400, 404).RequireScope(Scopes.Customer);
        customers.MapPost("/merge", MergeAsync).WithName("mergeCustomer").WithSummary("Folds a customer into another one")
            .WithDescription("For two ids that turn out to be one person. The customer of the path becomes part of the one named in the body: history, contact log, aggregates, open answers, timers and deliveries move, the strictest consent wins, and every id of either finds the one who stays. Repeating it is harmless: merged is false when both ids are one customer's already.")
            .Takes(typeof(MergeBody)).Answers(typeof(MergeAnswer)).Fails(400, 404, 413).RequireScope(Scopes.Ingest);
        customers.MapGet("/next-best-action", NextBestAsync).WithName("getNextBestAction").WithSummary("What a channel would say to the customer now; nothing is recorded")
            .Answers(typeof(NextBestAnswer)).Fails(400, 404).RequireScope(Scopes.Customer);
    }

    private static async Task<IResult> PutAsync(string id, HttpContext context, [FromServices] NbaEngine engine, [FromServices] TimeProvider time)
    {
        var body = await StrictJson.ReadAsync<CustomerBody>(context.Request);
        var patch = new CustomerPatchReader(engine.Policy!, time.GetUtcNow()).Read(body);
        var known = engine.FindCustomer(id) is not null;
        await engine.UpsertCustomerAsync(id, patch with { By = context.Caller().Name }, context.RequestAborted);
        return ApiRoutes.Json(new CustomerStored(id, !known), known ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, [FromServices] NbaEngine engine, [FromServices] TimeProvider time, string? language = null)
    {
        var policy = engine.Policy!;
        var words = Languages.Check(language);
        var answer = await engine.ReadCustomerAsync(id, customer => CustomerAnswers.Of(customer, engine, policy, time.GetUtcNow(), hidden: engine.HiddenFrom(!context.Caller().Has(Scopes.Sensitive))));
        List<NextBestAnswer> next = [];
        foreach (var channel in policy.Channels)
        {
            next.Add(await NextBestReader.ReadAsync(engine, id, channel, words));
        }

        return ApiRoutes.Json(answer with { NextBestAction = next });
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, [FromServices] ICustomerDesk desk)
    {
        await desk.EraseAsync(id, context.Caller());
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ExportAsync(string id, HttpContext context, [FromServices] NbaEngine engine, [FromServices] AuditLog audit, [FromServices] TimeProvider time)
    {
        var (key, customer) = await engine.ReadCustomerAsync(id, c => (c.Key, CustomerAnswers.Of(c, engine, engine.Policy!, time.GetUtcNow(), int.MaxValue)));
        await audit.WriteAsync(context.Caller().Name, "customer.exported", $"customer {key}");
        ConsentStatementAnswer[] consents = [.. (await engine.ReadConsentsAsync(id)).Select(ConsentStatementAnswer.Of)];
        return TypedResults.Stream(to => CustomerExport.WriteAsync(to, customer, consents, key, engine, context.RequestAborted), "application/json", $"customer-{key}.json");
    }

    private static async Task<IResult> ConsentsAsync(string id, [FromServices] NbaEngine engine, int skip = 0, int take = 100)
    {
        if (skip < 0 || take is < 1 or > MostStatements)
        {
            return skip < 0 ? Problems.Validation("skip", $"{skip} is not allowed.", "0 or more") : Problems.Validation("take", $"{take} is not allowed.", $"1 to {MostStatements}");
        }

        var all = await engine.ReadConsentsAsync(id);
        return ApiRoutes.Json(new ConsentHistoryAnswer(all.Count, [.. all.Skip(skip).Take(take).Select(ConsentStatementAnswer.Of)]));
    }

    private static async Task<IResult> MergeAsync(string id, HttpContext context, [FromServices] NbaEngine engine, [FromServices] AuditLog audit)
    {
        var body = await StrictJson.ReadAsync<MergeBody>(context.Request);
        var key = engine.FindCustomer(id);
        var reply = await engine.MergeCustomersAsync(id, body.Into);
        if (reply.Merged)
        {
            await audit.WriteAsync(context.Caller().Name, "customer.merged", $"customer {key} into {engine.FindCustomer(body.Into)}");
        }

        return ApiRoutes.Json(new MergeAnswer(reply.CustomerId, reply.Merged));
    }

    private static async Task<IResult> NextBestAsync(string id, [FromServices] NbaEngine engine, string? channel = null, string? language = null)
    {
        var policy = engine.Policy!;
        var index = policy.ChannelIndexOf(channel ?? "");
        return index < 0
            ? Problems.Validation("channel", channel is null ? "The channel is missing." : $"'{channel}' is not a channel.", string.Join(", ", policy.Channels.Select(c => c.Id)))
            : ApiRoutes.Json(await NextBestReader.ReadAsync(engine, id, policy.Channels[index], Languages.Check(language)));
    }
}
