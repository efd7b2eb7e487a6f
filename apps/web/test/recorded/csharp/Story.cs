// Calls the service at the address with the client and the client code; prints what came of it.
using System;
using System.Collections.Generic;
using System.Linq;
using ServiceStack;
using ServiceStack.Text;
using Voice.Api;
using Voice.Api.Accounts;
using Voice.Api.AI;
using Voice.Api.Audit;

public static class Story
{
    static object Refusal(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (WebServiceException error)
        {
            var fields = error.GetFieldErrors().Select(one => one.FieldName).ToList();
            return new List<object> { error.StatusCode, error.ErrorCode, fields };
        }
    }

    public static void Main(string[] arguments)
    {
        var client = new JsonServiceClient(arguments[0]);
        var signedIn = client.Post(new Authenticate
        {
            provider = "credentials",
            UserName = Environment.GetEnvironmentVariable("USER_NAME"),
            Password = Environment.GetEnvironmentVariable("PASSWORD"),
        });
        var account = client.Send(new NewAccount { Name = "Northwind" });
        var session = client.Send(new NewAISession { AccountId = account.Id, Purpose = "Geändert \"so\" & +" });
        var patched = client.Send(new PatchAISession { SessionId = session.Id, Purpose = "Changed" });
        var queued = client.Send(new NewAISessionAction
        {
            SessionId = session.Id,
            FunctionName = "setSessionPurpose",
            Arguments = "{\"purpose\":\"Applied\"}",
        });
        var page = client.Send(new ListAISessions
        {
            AccountIds = new List<string> { account.Id },
            States = new List<AISessionState> { AISessionState.Open, AISessionState.Applied },
            SortField = "dateCreated",
            SortOrder = SortOrders.Descend,
            SimplifiedPaging = false,
        });
        var events = client.Send(new ListAuditEvents
        {
            EntityId = session.Id,
            From = session.DateCreated,
            Refused = false,
        });
        var applied = client.Send(new ApplyAISession { SessionId = session.Id });
        var read = client.Send(new GetAISession { SessionId = session.Id });
        var rows = client.Send(new ExportAISessions { AccountIds = new List<string> { account.Id } });
        var refused = Refusal(() => client.Send(
            new PatchAISession { SessionId = session.Id, Purpose = new string('x', 2001) }));
        var made = client.SendAll(new[] { new NewAISession { Purpose = "a" }, new NewAISession { Purpose = "b" } });
        var changed = client.SendAll(made.Select(
            one => new PatchAISession { SessionId = one.Id, Purpose = one.Purpose + "!" }));
        var got = client.SendAll(made.Select(one => new GetAISession { SessionId = one.Id }));
        var pages = client.SendAll(made.Select(
            one => new ListAISessions { SpecificIds = new List<string> { one.Id } }));
        client.Send(new DeleteAISession { SessionId = session.Id });
        var gone = Refusal(() => client.Send(new GetAISession { SessionId = session.Id }));

        JsConfig.IncludeNullValues = true;
        Console.WriteLine(JsonSerializer.SerializeToString(new Dictionary<string, object>
        {
            { "signedIn", signedIn.UserName },
            { "created", session.Purpose },
            { "patched", new List<object> { patched.Purpose, patched.Id == session.Id } },
            { "queued", new List<object> { queued.PendingActions, queued.Actions[0].State } },
            { "list", new List<object> { page.TotalCount, page.Items.Select(
                one => new List<object> { one.Id == session.Id, one.State, one.AccountName }).ToList() } },
            { "events", events.Items.Select(one => one.Operation).ToList() },
            { "applied", applied.State },
            { "read", new List<object> { read.Purpose, read.Actions[0].State, read.Actions[0].Risk, read.PendingActions } },
            { "rows", rows.Select(one => new List<object> { one.Id == session.Id, one.Purpose, one.State }).ToList() },
            { "refused", refused },
            { "batch", new Dictionary<string, object>
            {
                { "created", made.Select(one => one.Purpose).ToList() },
                { "changed", changed.Select(one => one.Purpose).ToList() },
                { "read", got.Select(one => one.Purpose).ToList() },
                { "listed", pages.Select(one => one.Items.Select(item => item.Purpose).ToList()).ToList() },
            } },
            { "gone", gone },
        }));
    }
}
