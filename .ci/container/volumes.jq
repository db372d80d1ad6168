# The volumes of a Deployment, a line each: name, kind, name of the object, mode, group, and the keys if not all.
.[]
| select(.kind == "Deployment" and .metadata.name == $deployment)
| .spec.template.spec
| .securityContext.fsGroup as $group
| .volumes[]
| [ .name,
    (if .configMap then "ConfigMap", .configMap.name, (.configMap.defaultMode // 420), (.configMap.items // [])
     elif .secret then "Secret", .secret.secretName, (.secret.defaultMode // 420), (.secret.items // [])
     else "emptyDir", "-", 1535, [] end) ]
| "\(.[0]) \(.[1]) \(.[2]) \(.[3]) \($group // 0) \(.[4] | map("\(.key)=\(.path)") | join(","))"
