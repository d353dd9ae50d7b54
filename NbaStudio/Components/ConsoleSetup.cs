using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NbaStudio.Components.Access;
using NbaStudio.Data.Accounts;
using NbaStudio.Live;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using Radzen;

namespace NbaStudio.Components;

/// <summary>Registers and maps the console. The host adds <see cref="IHubControl"/>, <see cref="ICustomerReader"/>, <see cref="IDecisionReader"/> and <see cref="IActionReader"/>.</summary>
public static class ConsoleSetup
{
    /// <summary>Bytes that a page may send at once. Whole mails are typed into fields, and a longer message ends the connection; <c>boot.js</c> says so before one goes (<c>MostCharacters</c> in it, at most 4 bytes each).</summary>
    private const long LongestMessage = 1024 * 1024;

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddScoped<AuthenticationStateProvider, SessionStateProvider>().TryAddScoped<IViewer, Viewer>();
        services.AddScoped<DraftKeeper>();
        services.AddSingleton<EditorPresence>();
        services.AddRadzenComponents();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            string[] languages = [.. Words.Languages];
            options.SetDefaultCulture("en").AddSupportedCultures(languages).AddSupportedUICultures(languages);
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new LiveFeed(provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(_ => new Words(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        services.AddScoped(provider =>
        {
            var workspace = provider.GetRequiredService<IHubControl>().Workspace;
            return new Formats(new FormatSettings(provider.GetRequiredService<Words>(), workspace.Currency, workspace.TimeZone));
        });
        return services;
    }

    /// <summary>Adds the language of each request, the console's static files, /culture, exports and the pages.</summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // Programs get the bare status; only people get the page.
            if (!AsksForAPage(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next();
        });
        app.UseAntiforgery();
        app.MapGet("/publish/revisions/{number:int}", ExportAsync).ExcludeFromDescription().RequireScope(Scopes.Read);
        app.MapGet("/actions/export.csv", ExportActionsAsync).ExcludeFromDescription().RequireScope(Scopes.Read);
        app.MapGet("/actions/contents.csv", ExportContentsAsync).ExcludeFromDescription().RequireScope(Scopes.Read);
        app.MapGet("/report/export.csv", ExportReportAsync).ExcludeFromDescription().RequireScope(Scopes.Read);
        app.MapStaticAssets().OpenToAll();
        app.MapGet("/culture", SetCulture).ExcludeFromDescription().OpenToAll();
        app.MapPost(DoorPaths.SignOut, SignOut).ExcludeFromDescription().OpenToAll().DisableAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().Add(MarkDoors);
        return app;
    }

    // Only our own pages sign anybody out; every browser names the origin of a form.
    private static async Task<IResult> SignOut(HttpContext context, [FromServices] AccountSignIn accounts)
    {
        if (context.Request.Headers.Origin.ToString() != BrowserOrigins.OwnOrigin(context.Request))
        {
            return Results.Problem("The form is not one of this site.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (context.User.FindFirst(AccountRegistry.SessionClaim)?.Value is { } session)
        {
            await accounts.EndSessionAsync(session, CancellationToken.None);
        }

        await context.SignOutAsync(AccountRegistry.Scheme);
        return Results.LocalRedirect(DoorPaths.SignIn);
    }

    // The pages at the door answer whoever comes, and take only so many forms of one address.
    private static void MarkDoors(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault() is { } page && page.Type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute), inherit: false))
        {
            endpoint.Metadata.Add(new OpenToAll());
            endpoint.Metadata.Add(new DoorForm());
        }
    }

    private static bool AsksForAPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // A file for people; programs read the same bytes from the API.
    private static async Task<IResult> ExportAsync(int number, IChangeBoard board, CancellationToken stop) =>
        await board.ExportAsync(number, stop) is { } policy ? Results.File(policy, "application/json", $"policy-{number.ToString(CultureInfo.InvariantCulture)}.json") : Results.NotFound();

    private static async Task<IResult> ExportActionsAsync(string? change, IActionDesk desk, CancellationToken stop) =>
        await desk.OpenAsync(change, stop) is { } book ? Results.File(ActionCsv.Write(book), "text/csv", "actions.csv") : Results.NotFound();

    private static async Task<IResult> ExportContentsAsync(string? change, IActionDesk desk, CancellationToken stop) =>
        await desk.OpenAsync(change, stop) is { } book ? Results.File(ActionCsv.WriteContents(book), "text/csv", "contents.csv") : Results.NotFound();

    private static async Task<IResult> ExportReportAsync(
        IReportReader reports, IHubControl hub, TimeProvider time, string? from, string? to, string? by, string? objective, string? channel, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), hub.Workspace.TimeZone).DateTime);
        var language = Words.Languages.Contains(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : "en";
        return Results.File(ReportCsv.Write(await reports.ReadAsync(ReportLinks.Read(from, to, by, objective, channel, today, 7), language, stop)), "text/csv", "report.csv");
    }

    private static IResult SetCulture(HttpContext context, string? culture, string? returnUrl)
    {
        if (culture is null || !Words.Languages.Contains(culture))
        {
            return Results.Problem($"culture is '{culture}'; allowed are {string.Join(", ", Words.Languages)}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var cookie = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture));
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            cookie,
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(DoorPaths.Local(returnUrl));
    }
}
