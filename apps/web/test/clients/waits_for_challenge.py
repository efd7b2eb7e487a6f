import sys
import urllib.request

url, user, password = sys.argv[1:]
managers = (urllib.request.HTTPPasswordMgrWithDefaultRealm(), urllib.request.HTTPPasswordMgr())
for manager, realm in zip(managers, (None, "AI Sessions")):
    manager.add_password(realm, url, user, password)
    opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(manager))
    for path in ("/ai/sessions", "/api/trpc/session.list", "/docs"):
        print("urllib", opener.open(url + path).status)
