using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data.Accounts;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security.Accounts;

/// <summary>A browser without pages: keeps cookies, fills in forms with their antiforgery token, follows nothing by itself.</summary>
public sealed class Person : IDisposable
{
    public const string Password = "a horse on the roof";
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Person(StudioServer server)
    {
        Server = server;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = server.Address };
    }

    public StudioServer Server { get; }

    public CookieCollection Cookies => _cookies.GetCookies(Server.Address);

    /// <summary>Makes the account with these roles, its password set, and signs in with it.</summary>
    public static async Task<Person> SignedInAsync(StudioServer server, string name, params string[] roles)
    {
        await MakeAsync(server, name, roles);
        var person = new Person(server);
        (await person.SignInAsync(name, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return person;
    }

    public static async Task MakeAsync(StudioServer server, string name, params string[] roles)
    {
        var accounts = server.Services.GetRequiredService<AccountStore>();
        if (await accounts.CreateFirstAsync("root-admin", Password) is null && name == "root-admin")
        {
            return;
        }

        var (token, _) = await accounts.InviteAsync(name, roles, Caller.Local);
        (await server.Services.GetRequiredService<AccountSignIn>().UseLinkAsync(token.ShouldNotBeNull(), Password)).Issues.ShouldBeEmpty();
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string path = "/sign-in") => PostFormAsync(path, "sign-in", ("Name", name), ("Password", password));

    public async Task<HttpResponseMessage> PostFormAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = new HtmlParser().ParseDocument(await _http.GetStringAsync(path));
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await PostAsync(path, [("_handler", form), ("__RequestVerificationToken", token), .. fields]);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("Origin", Server.Origin);
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? origin = null, bool ifNoneMatch = false)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (ifNoneMatch)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        }

        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public void Dispose() => _http.Dispose();
}
